/** The version of the privacy notice that is shown: raise it whenever the notice changes. Kept with each nomination. */
export const privacyVersion = '2026-03';
