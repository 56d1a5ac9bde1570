/**
 * Irregular English forms to their base form. Forms that are more often another word (`rose`, `lay`, `wound`, `lives`)
 * are left out: a wrong match costs more than a missed one.
 */
export const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `
  men man | women woman | children child | feet foot | teeth tooth | mice mouse | geese goose | oxen ox
  wives wife | wolves wolf | knives knife | thieves thief | halves half | shelves shelf | loaves loaf | calves calf
  criteria criterion | phenomena phenomenon | indices index | analyses analysis | crises crisis | theses thesis
  hypotheses hypothesis | diagnoses diagnosis | oases oasis | bases base | axes axe | potatoes potato | heroes hero
  arose arise arisen arise | ate eat eaten eat | awoke awake awoken awake | beat beat beaten beat
  became become | began begin begun begin | bent bend | bet bet | bitten bite | bled bleed | blew blow blown blow
  bred breed | brought bring | built build | burnt burn | bought buy | caught catch | chose choose chosen choose
  clung cling | came come | crept creep | dealt deal | dug dig | drew draw drawn draw | dreamt dream
  drank drink drunk drink | drove drive driven drive | dwelt dwell | fell fall fallen fall | fed feed | felt feel
  fought fight | found find | fled flee | flung fling | flew fly flown fly | forbade forbid forbidden forbid
  forgot forget forgotten forget | forgave forgive forgiven forgive | froze freeze frozen freeze
  got get gotten get | gave give given give | went go gone go goes go | grew grow grown grow | hung hang
  heard hear | hid hide hidden hide | held hold | kept keep | knelt kneel | knew know known know
  laid lay | led lead | leapt leap | learnt learn | left leave | lent lend | lit light | lost lose | made make
  meant mean | met meet | mistook mistake mistaken mistake | mown mow | overcame overcome | overthrew overthrow
  overthrown overthrow | paid pay | pled plead | proven prove | rode ride ridden ride | rang ring rung ring
  risen rise | ran run | said say | saw see seen see | sought seek | sold sell | sent send | sewn sew
  shook shake shaken shake | shone shine | shot shoot | shown show | shrank shrink shrunk shrink | sang sing sung sing
  sank sink sunk sink | sat sit | slept sleep | slid slide | smelt smell | sown sow | spoke speak spoken speak
  sped speed | spent spend | spelt spell | spun spin | sprang spring sprung spring | stood stand | stole steal
  stolen steal | stuck stick | stung sting | struck strike stricken strike | strove strive striven strive
  swore swear sworn swear | swept sweep | swollen swell | swam swim swum swim | swung swing | took take taken take
  taught teach | tore tear torn tear | told tell | thought think | threw throw thrown throw
  understood understand | undertook undertake undertaken undertake | undid undo undone undo | upheld uphold
  withdrew withdraw withdrawn withdraw | withheld withhold | withstood withstand
  woke wake woken wake | worn wear wore wear | wove weave woven weave | wept weep | won win | wrote write written write
  dying die lying lie tying tie | rewrote rewrite rewritten rewrite | rebuilt rebuild | retook retake retaken retake
  resold resell | foresaw foresee foreseen foresee | misled mislead | outgrew outgrow | oversaw oversee overseen oversee
  `
    .replaceAll("|", " ")
    .trim()
    .split(/\s+/)
    .reduce<[string, string][]>((pairs, form, index, all) => {
      const base = all[index + 1];
      if (index % 2 === 0 && base !== undefined) {
        pairs.push([form, base]);
      }
      return pairs;
    }, []),
);
