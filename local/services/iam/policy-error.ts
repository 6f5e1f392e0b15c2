/** A policy holds something that the evaluator does not know: nothing is decided by what is not understood. */
export class UnknownPolicyElement extends Error {
  override readonly name = 'UnknownPolicyElement';
}
