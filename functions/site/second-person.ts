/** The planner's sentence about a participant, said to them: “to remind this participant …” is “to remind you …”. */
export function inSecondPerson(sentence: string): string {
  return sentence
    .replace(/\b(this|the) participant's\b/g, 'your')
    .replace(/\bthe recipient\b/g, 'you')
    .replace(/\b(this|the) participant\b/g, 'you')
    .replace(/\bthemselves\b/g, 'yourself')
    .replace(/\btheirs\b/g, 'yours')
    .replace(/\btheir\b/g, 'your')
    .replace(/\b(them|they)\b/g, 'you');
}
