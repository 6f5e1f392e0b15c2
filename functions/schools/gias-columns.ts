/** The columns of the register's "all establishment data" download that are read, of its 139. */
export const giasColumns = {
  urn: 'URN',
  authorityCode: 'LA (code)',
  authorityName: 'LA (name)',
  number: 'EstablishmentNumber',
  name: 'EstablishmentName',
  type: 'TypeOfEstablishment (name)',
  typeGroup: 'EstablishmentTypeGroup (code)',
  status: 'EstablishmentStatus (code)',
  closed: 'CloseDate',
  phase: 'PhaseOfEducation (code)',
  highAge: 'StatutoryHighAge',
  town: 'Town',
  postcode: 'Postcode',
  trustUid: 'Trusts (code)',
  trustName: 'Trusts (name)',
} as const;

/** The columns of the register's "all links" download. */
export const giasLinkColumns = {
  urn: 'URN',
  other: 'LinkURN',
  name: 'LinkName',
  type: 'LinkType',
} as const;
