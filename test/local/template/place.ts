import type { Place } from '../../../local/template/physical-names.ts';

export const place: Place = {
  account: '000000000000',
  region: 'eu-west-2',
  partition: 'aws',
  sdkUrl: 'http://127.0.0.1:4401',
  siteUrl: 'http://127.0.0.1:4400',
  issuerUrl: 'http://127.0.0.1:4402',
};
