/** The identity provider's groups that the console knows. Whoever is in none of them may sign in and see nothing. */
export const consoleGroups = ['admins', 'viewers'] as const;
export type ConsoleGroup = (typeof consoleGroups)[number];
