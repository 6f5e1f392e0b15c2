/**
 * Finds what looks like a pupil's name in notes about a lesson, so that they can be asked to leave it out. A hint, no
 * proof: "Sam said", "asked Amelia", "pupil called Jo". Names of months, days, places and the field's own capital words
 * are no names here; whoever is right all the same writes the sentence differently.
 */
export function likelyPupilNames(text: string): string[] {
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
  return [...new Set(found.filter((name) => name !== '' && !notNames.has(name.toLowerCase())))];
}

const speaks =
  "said|says|asked|asks|explained|explains|answered|answers|wrote|writes|drew|draws|noticed|notices|thought|thinks|struggled|struggles|found|counted|solved|suggested|replied|showed|shows|got|knew|knows|was|is|had|has|did|could|couldn[’']t|didn[’']t";
const name = "([A-Z][a-z’']+(?:[- ][A-Z][a-z’']*)?)";

const patterns: readonly RegExp[] = [
  new RegExp(`(?:^|[\\s(“"])${name}(?:[’']s)?\\s+(?:then |also |quickly |really )?(?:${speaks})\\b`, 'gm'),
  new RegExp(`\\b(?:asked|told|helped|with|by|from|to|and|for|let|saw)\\s+${name}\\b`, 'g'),
  new RegExp(`\\b(?:pupils?|students?|child|boy|girl|children)\\s+(?:called|named)?\\s*${name}\\b`, 'g'),
  new RegExp(`\\b${name}[’']s\\s+(?:work|book|answer|method|idea|explanation|reasoning|drawing)\\b`, 'g'),
];

const notNames = new Set(
  [
    'i it we they he she you this that these those there here who what when where why how which one some many most all each every both',
    'the a an our their his her my your its in on at after before then next later so but and or if as once while during',
    'pupils students children teachers teacher class everyone everybody nobody someone somebody others another colleagues colleague',
    'year years maths mathematics english science department school lesson lessons group groups pair pairs work mastery specialist advocate ks3 ks4 ncetm llme',
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december',
    'autumn spring summer winter easter christmas term discussion talk questions question time feedback variation representation fluency reasoning',
  ]
    .join(' ')
    .split(' '),
);
