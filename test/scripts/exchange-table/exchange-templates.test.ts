import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { exchangeTemplates, NotOneTable, stackTemplate } from '../../../scripts/exchange-table/exchange-templates.ts';
import { readJson, synthesised } from '../../support/synthesised.ts';

describe('a restored table takes the place of the stack’s own', () => {
  const template = v.parse(stackTemplate, readJson(synthesised('production'), 'Stateful.template.json'));
  const { detached, importing, resourcesToImport } = exchangeTemplates(template, 'restored');
  const [{ LogicalResourceId: table }] = resourcesToImport;

  test('and only the table, its backups’ selection and its outputs are let go meanwhile', () => {
    const gone = Object.keys(template.Resources).filter((id) => !(id in detached.Resources));
    expect(gone.map((id) => template.Resources[id]?.Type).sort()).toEqual([
      'AWS::Backup::BackupSelection',
      'AWS::DynamoDB::GlobalTable',
    ]);
    expect(JSON.stringify(detached)).not.toContain(table);
  });

  test('and CloudFormation keeps the old one when it lets it go', () => {
    expect(template.Resources[table]).toMatchObject({ DeletionPolicy: 'Retain' });
  });

  test('and the import adds it and nothing else, as it must', () => {
    const added = Object.keys(importing.Resources).filter((id) => !(id in detached.Resources));
    expect(added).toEqual([table]);
    expect(importing.Resources[table]).toEqual(template.Resources[table]);
    expect(importing.Outputs).toEqual(detached.Outputs);
    expect(resourcesToImport[0].ResourceIdentifier).toEqual({ TableName: 'restored' });
  });

  test('and what the stack gives an update in one request fits into it', () => {
    expect(JSON.stringify(importing).length).toBeLessThan(51_200);
  });

  test('and a template of none is refused', () => {
    expect(() => exchangeTemplates(v.parse(stackTemplate, { Resources: {} }), 'restored')).toThrow(NotOneTable);
  });
});
