/** Whether a word (in the form `words()` gives) carries grammar rather than content. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

const STOP_WORDS: ReadonlySet<string> = new Set(
  `
  a an the this that these those
  i me my mine myself we us our ours ourselves you your yours yourself yourselves
  he him his himself she her hers herself it its itself they them their theirs themselves oneself
  who whom whose which what when where why how whoever whatever whichever whenever wherever
  and or but nor so yet if then else than because although though while whereas unless until since as
  of in on at by for from to into onto with without within about above below over under between among
  through during before after against across along around behind beside besides beyond near off out up down upon via per
  am is are was were be been being do does did doing done have has had having
  can could may might must shall should will would ought cannot
  not no none neither either both each every any some all few more most other another such only own same
  just also too very even still again ever never always often here there now once
  don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't mustn't
  mightn't shan't needn't ain't dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wouldnt cant couldnt shouldnt
  i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd she'll it'd it'll we're we've we'd we'll
  they're they've they'd they'll that'd that'll who'd who'll who've what'll there'd there'll
  `
    .trim()
    .split(/\s+/),
);
