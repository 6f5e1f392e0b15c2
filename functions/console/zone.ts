/** The console speaks London time. */
export const zone = 'Europe/London';
