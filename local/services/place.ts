/** The account and region that ARNs are made of. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** `arn:<partition>:<service>:<region>:<account>:<resource>` */
export function arnOf(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}
