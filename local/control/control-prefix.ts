/** The prefix of everything that is local control, and never part of the template. */
export const controlPrefix = '/_local';
