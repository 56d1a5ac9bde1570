/** Words that deny what follows them. */
export const CLEAR_DENIALS =
  /^(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|\p{L}+n't|hardly|barely)$/u;

/** Verbs and other words that can say the same as a `not`; most of them only before `to`, `that` or an `-ing`. */
export const DENYING =
  /^(?:refus\w*|den(?:y|ied|ies|ying)|fail(?:ed|s|ing|ure)?|declin(?:e|ed|es|ing)|reject\w*|oppos\w*|against|unable|impossible|lack(?:s|ed|ing)?|absen(?:t|ce)|ban(?:s|ned|ning)?|prohibit\w*|forb(?:id|ade|idden|ids)|prevent\w*|avoid\w*|stop(?:s|ped)?|instead|rather|except|unlike|few|little|seldom|rarely|missing|contrary|dismiss\w*|disput\w*|false|zero|unknown|turned)$/u;

/** Of those, the ones that deny what stands before them. */
export const DENIED_AFTER =
  /^(?:absent|impossible|false|unknown|missing|refused|rejected|denied|banned|prohibited|forbidden|opposed|dismissed)$/u;

/** Of those, the ones that turn around the verb after `to` (or the `-ing`, or the `that`). */
export const TURNING =
  /^(?:refus(?:e|ed|es|ing)|den(?:y|ied|ies|ying)|fail(?:ed|s|ing)?|declin(?:e|ed|es|ing)|unable)$/u;
