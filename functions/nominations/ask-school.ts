import { isUndecided } from './answer-promise.ts';
import { changeNomination, type NominationDeps } from './change-nomination.ts';

export type SchoolAsked = 'asked' | 'not-ready' | 'changed-meanwhile' | 'unknown';
export type QuestionAnswered = 'answered' | 'no-question' | 'unknown';

/**
 * Asks the school for more before the nomination is decided: the nominator gets the question by e-mail, with a link to
 * answer. The same question while it is open is asked once.
 */
export async function askSchool(
  deps: NominationDeps,
  id: string,
  { text, by }: { readonly text: string; readonly by: string },
): Promise<SchoolAsked> {
  const asked = await changeNomination<SchoolAsked>(deps, id, ({ nomination }, now) => {
    const { questions, status } = nomination;
    if (status === 'asked' && questions.at(-1)?.text === text) return { outcome: 'asked' };
    if (status !== 'awaiting-decision') return { outcome: 'not-ready' };
    const set = { questions: [...questions, { text, at: now }] };
    return { outcome: 'asked', change: { to: 'asked', set, what: 'question to the school', why: text, by } };
  });
  return asked ?? 'unknown';
}

/**
 * Records what the school answers to the question that is open, and gives the nomination back to the hub. A late answer
 * still reaches the hub while nothing is decided; the same answer twice is one, and a second one replaces the first.
 */
export async function answerQuestion(deps: NominationDeps, id: string, answer: string): Promise<QuestionAnswered> {
  const answered = await changeNomination<QuestionAnswered>(deps, id, ({ nomination }, now) => {
    const { questions, status } = nomination;
    const last = questions.at(-1);
    if (!last || !isAnswerable(nomination)) return { outcome: 'no-question' };
    if (last.answer === answer) return { outcome: 'answered' };
    const set = { questions: [...questions.slice(0, -1), { ...last, answer, answeredAt: now }] };
    const to = status === 'asked' ? 'awaiting-decision' : status;
    const what = 'answer of the school';
    return { outcome: 'answered', change: { to, set, what, why: answer, by: 'nominator' } };
  });
  return answered ?? 'unknown';
}

/** Whether the school may answer, or answer again: while the hub has not decided. */
export function isAnswerable({
  questions,
  status,
}: Parameters<typeof isUndecided>[0] & { questions: unknown[] }): boolean {
  return questions.length > 0 && isUndecided({ status });
}
