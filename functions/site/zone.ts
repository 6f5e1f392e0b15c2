/** The zone in which the site tells the time: schools in England. */
export const zone = 'Europe/London';
