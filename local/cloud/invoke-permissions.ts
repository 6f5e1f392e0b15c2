import type { InvokePermission } from '../template/inventory.ts';

/**
 * Whether a function's resource policy lets a service invoke it for a source: the template must hold an
 * `AWS::Lambda::Permission` for the service whose source ARN, with its wildcards, fits.
 */
export function createInvokePermissions(permissions: readonly InvokePermission[]) {
  const used = new Map<string, number>();
  return {
    /** How often each permission (by its path in the template) was what let a call through. */
    used: (): ReadonlyMap<string, number> => used,
    all: (): string[] => permissions.map(({ path }) => path),
    allows(functionName: string, principal: string, sourceArn: string): boolean {
      const found = permissions.find(
        (permission) =>
          permission.functionName === functionName &&
          permission.principal === principal &&
          (permission.sourceArn === undefined || fits(permission.sourceArn, sourceArn)),
      );
      if (found) used.set(found.path, (used.get(found.path) ?? 0) + 1);
      return found !== undefined;
    },
  };
}

function fits(pattern: string, text: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(text);
}
