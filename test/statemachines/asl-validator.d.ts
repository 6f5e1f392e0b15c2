declare module 'asl-validator' {
  /** Checks a definition against AWS's schema of the Amazon States Language. */
  export default function validate(definition: unknown): { isValid: boolean; errorsText(): string };
}
