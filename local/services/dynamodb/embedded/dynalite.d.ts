// The parts of dynalite 4.0.0 (Apache-2.0) that are called in process. It has no types of its own.

declare module 'dynalite/validations/index.js' {
  import type { Validator } from 'dynalite/validations/types';

  const validations: {
    checkTypes(data: object, types: Validator['types']): Record<string, unknown>;
    checkValidations(data: object, types: Validator['types'], custom: Validator['custom'], store: object): void;
    validateAttributeValue(value: object): string | undefined;
  };
  export = validations;
}

declare module 'dynalite/validations/types' {
  export interface Validator {
    readonly types: Record<string, unknown>;
    readonly custom: (data: object, store: object) => string | undefined;
  }
  export type Action = (
    store: object,
    data: object,
    done: (error: unknown, answer?: Record<string, unknown>) => void,
  ) => void;
}

declare module 'dynalite/validations/getItem.js' {
  import type { Validator } from 'dynalite/validations/types';

  const validator: Validator;
  export = validator;
}
declare module 'dynalite/validations/putItem.js' {
  import type { Validator } from 'dynalite/validations/types';

  const validator: Validator;
  export = validator;
}
declare module 'dynalite/validations/updateItem.js' {
  import type { Validator } from 'dynalite/validations/types';

  const validator: Validator;
  export = validator;
}
declare module 'dynalite/validations/deleteItem.js' {
  import type { Validator } from 'dynalite/validations/types';

  const validator: Validator;
  export = validator;
}
declare module 'dynalite/validations/query.js' {
  import type { Validator } from 'dynalite/validations/types';

  const validator: Validator;
  export = validator;
}
declare module 'dynalite/validations/scan.js' {
  import type { Validator } from 'dynalite/validations/types';

  const validator: Validator;
  export = validator;
}

declare module 'dynalite/actions/getItem.js' {
  import type { Action } from 'dynalite/validations/types';

  const action: Action;
  export = action;
}
declare module 'dynalite/actions/putItem.js' {
  import type { Action } from 'dynalite/validations/types';

  const action: Action;
  export = action;
}
declare module 'dynalite/actions/updateItem.js' {
  import type { Action } from 'dynalite/validations/types';

  const action: Action;
  export = action;
}
declare module 'dynalite/actions/deleteItem.js' {
  import type { Action } from 'dynalite/validations/types';

  const action: Action;
  export = action;
}
declare module 'dynalite/actions/query.js' {
  import type { Action } from 'dynalite/validations/types';

  const action: Action;
  export = action;
}
declare module 'dynalite/actions/scan.js' {
  import type { Action } from 'dynalite/validations/types';

  const action: Action;
  export = action;
}

declare module 'dynalite/db/index.js' {
  const db: {
    validateKey(key: object, table: object): Error | null | undefined;
    validateItem(item: object, table: object): Error | null | undefined;
    validateUpdates(attributeUpdates: undefined, updates: object | undefined, table: object): Error | null | undefined;
    createKey(item: object, table: object, keySchema?: readonly object[]): string;
    createIndexKey(item: object, table: object, keySchema: readonly object[]): string;
    mapPaths(paths: ReadonlyArray<ReadonlyArray<string | number>>, item: object): Record<string, object>;
  };
  export = db;
}
