/** Always followed by a name. */
export const TITLES = listOf(`
  Mr Mrs Ms Mx Dr Prof Gen Sen Rep Gov Lt Col Capt Cpt Sgt Cpl Pvt Maj Adm Cmdr Rev Hon Pres Supt Det Insp Fr Msgr Messrs
  Atty Amb Sec Dep Asst Brig Mgr St Ste Mt Ft vs viz cf incl approx Approx`);

/** Followed by a number. `No.` alone is an answer. */
export const NUMBERED = listOf("No Nos no nos Op op Fig Figs fig Vol vol Ch ch Art art pp Sect sect Eq ca");

/** May end a sentence, mostly do not. */
export const SUFFIXES = listOf(`
  Inc Corp Ltd Co Cos Bros Jr Sr Esq Ave Blvd Rd Hwy Dept dept Univ Assn al est Est ed eds trans Mme Mlle
  Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex
  Va Vt Wash Wis Wyo Penn Ont Que PhD`);

/** Followed by a day, a month or a number. */
export const CALENDAR = listOf(
  "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun",
);

export const TIME_WORDS = listOf(
  "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Eastern Pacific Central Mountain Greenwich January February March April May June July August September October November December",
);

/** Words that, capitalised after an abbreviation or initial, open a sentence rather than continue a name. */
export const STARTERS = listOf(`
  The A An He She It They We I You This That These Those There Here In On At But And Or So If When While After Before As
  For From With His Her Its Their Our My Your What Who Why How Where Which Not No Yes However Meanwhile Although Though
  Since Because Once Then Now Also Both Each Every Some Many Most All Another Other Such Even Despite During Until Under
  By To Of Still Yet Later Earlier According Instead Nearly About Over Only Just Like Is Are Was Were Does Did Do Has Have
  Had Can Could Would Should Today Yesterday Soon Perhaps Maybe Officials Police Critics Others Moreover Similarly Roughly`);

function listOf(names: string): ReadonlySet<string> {
  return new Set(names.trim().split(/\s+/));
}
