import { CharacterCount } from '../../../../functions/pages/components/character-count.tsx';
import { Checkboxes } from '../../../../functions/pages/components/checkboxes.tsx';
import { DateInput, type DatePart } from '../../../../functions/pages/components/date-input.tsx';
import { ErrorMessage } from '../../../../functions/pages/components/error-message.tsx';
import { Fieldset } from '../../../../functions/pages/components/fieldset.tsx';
import { FileUpload } from '../../../../functions/pages/components/file-upload.tsx';
import { Hint } from '../../../../functions/pages/components/hint.tsx';
import { Input, type InputProps } from '../../../../functions/pages/components/input.tsx';
import { Label } from '../../../../functions/pages/components/label.tsx';
import type { Absent, Attributes, TextSize } from '../../../../functions/pages/components/markup.ts';
import { Radios } from '../../../../functions/pages/components/radios.tsx';
import { Select } from '../../../../functions/pages/components/select.tsx';
import { Textarea } from '../../../../functions/pages/components/textarea.tsx';
import { content, holdToFixtures, modifier, type Words } from './fixtures.ts';

interface Common extends Words {
  id?: string;
  classes?: string;
  attributes?: Attributes;
}

interface LabelOptions extends Common {
  isPageHeading?: boolean;
}

const asSize = (classes: string | undefined, prefix: string) => modifier(classes, prefix) as TextSize | undefined;

function labelSize(classes: string | undefined) {
  const size = asSize(classes, 'govuk-label--');
  return size ? { size } : { classes };
}

holdToFixtures<LabelOptions & { for?: string }>('label', {
  render: ({ text, html, classes, ...rest }) => (
    <Label {...labelSize(classes)} {...rest}>
      {content({ text, html })}
    </Label>
  ),
});

holdToFixtures<Common>('hint', {
  render: ({ text, html, ...rest }) => <Hint {...rest}>{content({ text, html })}</Hint>,
});

holdToFixtures<Common & { visuallyHiddenText?: string }>('error-message', {
  render: ({ text, html, visuallyHiddenText, ...rest }) => (
    <ErrorMessage prefix={visuallyHiddenText} {...rest}>
      {content({ text, html })}
    </ErrorMessage>
  ),
});

type LegendOptions = LabelOptions;

interface FieldsetOptions extends Common {
  legend?: LegendOptions;
  describedBy?: string;
  role?: string;
}

function legendSize(classes: string | undefined) {
  const size = asSize(classes, 'govuk-fieldset__legend--');
  return size ? { legendSize: size } : { legendClasses: classes };
}

holdToFixtures<FieldsetOptions>('fieldset', {
  render: ({ legend, html, ...rest }) => (
    <Fieldset
      legend={content(legend)}
      {...legendSize(legend?.classes)}
      legendIsPageHeading={legend?.isPageHeading}
      {...rest}
    >
      {content({ html })}
    </Fieldset>
  ),
});

interface FieldOptions {
  id?: string;
  name: string;
  label: LabelOptions;
  hint?: Words;
  errorMessage?: Words;
  describedBy?: string;
  formGroup?: { classes?: string };
  classes?: string;
  attributes?: Attributes;
}

function field({ label, hint, errorMessage, formGroup, ...rest }: FieldOptions) {
  return {
    label: content(label),
    labelSize: asSize(label.classes, 'govuk-label--'),
    labelIsPageHeading: label.isPageHeading,
    hint: content(hint),
    error: content(errorMessage),
    formGroupClasses: formGroup?.classes,
    ...rest,
  };
}

type InputOptions = FieldOptions & Pick<InputProps, 'type' | 'value'> & { prefix?: Words; suffix?: Words };

holdToFixtures<InputOptions>('input', {
  leftOut: {
    'classes and attributes of the wrapper, prefix or suffix': [
      'with customised input wrapper',
      'with prefix with attributes',
      'with prefix with classes',
      'with suffix with attributes',
      'with suffix with classes',
    ],
  },
  render: ({ prefix, suffix, ...options }) => (
    <Input {...field(options)} prefix={content(prefix)} suffix={content(suffix)} />
  ),
});

holdToFixtures<FieldOptions & { multiple?: boolean }>('file-upload', {
  leftOut: {
    'the drop zone: a plain control does all that is needed': [
      'enhanced',
      'enhanced, with error message and hint',
      'enhanced, multiple files',
      'enhanced, custom wrapper classes and attributes',
      'translated',
    ],
    'a value: no browser takes one': ['with value'],
  },
  render: (options) => <FileUpload {...field(options)} />,
});

holdToFixtures<FieldOptions>('textarea', { render: (options) => <Textarea {...field(options)} /> });

interface CountOptions extends FieldOptions {
  maxlength?: number;
  countType?: 'length' | 'characters' | 'words';
  threshold?: number;
}

holdToFixtures<CountOptions>('character-count', {
  leftOut: {
    'maxwords: countType replaces it': ['with maxwords'],
    'other words of the count than the English ones': [
      'with custom textarea description',
      'with neither maxlength nor maxwords set',
      'with translations',
    ],
    'a class of the count’s message': ['custom classes on countMessage'],
  },
  render: ({ maxlength, ...options }) => <CharacterCount {...field(options)} maxLength={maxlength} />,
});

interface OptionOptions {
  value?: string | number;
  text: string;
  selected?: boolean;
  disabled?: boolean;
  attributes?: Attributes;
}

interface SelectOptions extends FieldOptions {
  items?: (OptionOptions | Absent)[];
  value?: string | number;
}

holdToFixtures<SelectOptions>('select', {
  render: ({ items, ...options }) => <Select {...field(options)} options={items ?? []} />,
});

interface ChoiceOptions extends Words {
  value: string | number;
  id?: string;
  name?: string;
  divider?: string;
  label?: { classes?: string };
  hint?: Words;
  conditional?: { html?: string };
  checked?: boolean;
  disabled?: boolean;
  behaviour?: 'exclusive';
  attributes?: Attributes;
}

interface GroupOptions {
  name: string;
  idPrefix?: string;
  fieldset?: { legend?: LegendOptions; describedBy?: string };
  hint?: Words;
  errorMessage?: Words;
  formGroup?: { classes?: string };
  items: (ChoiceOptions | Absent)[];
  classes?: string;
  attributes?: Attributes;
}

function group({ fieldset, hint, errorMessage, formGroup, ...rest }: Omit<GroupOptions, 'items' | 'name'>) {
  return {
    legend: content(fieldset?.legend),
    legendSize: asSize(fieldset?.legend?.classes, 'govuk-fieldset__legend--'),
    legendIsPageHeading: fieldset?.legend?.isPageHeading,
    fieldsetDescribedBy: fieldset?.describedBy,
    hint: content(hint),
    error: content(errorMessage),
    formGroupClasses: formGroup?.classes,
    ...rest,
  };
}

function choice(options: ChoiceOptions | Absent) {
  if (!options) return options;
  const { text, html, label, hint, conditional, divider, ...rest } = options;
  if (divider) return { divider };
  return {
    label: content({ text, html }),
    labelClasses: label?.classes,
    hint: content(hint),
    conditional: conditional?.html ? content(conditional) : undefined,
    ...rest,
  };
}

const groupLeftOut = {
  'classes and attributes of the fieldset': ['fieldset params'],
  'attributes of a label': ['label with attributes'],
};

holdToFixtures<GroupOptions & { value?: string }>('radios', {
  leftOut: groupLeftOut,
  render: ({ items, name, value, ...options }) => (
    <Radios {...group(options)} name={name} value={value} items={items.map(choice)} />
  ),
});

holdToFixtures<GroupOptions & { values?: string[]; describedBy?: string }>('checkboxes', {
  leftOut: groupLeftOut,
  render: ({ items, name, values, describedBy, ...options }) => (
    <Checkboxes {...group(options)} name={name} values={values} describedBy={describedBy} items={items.map(choice)} />
  ),
});

type PartOptions = { error?: boolean; label?: string; value?: number } | undefined;

interface DateOptions extends Omit<GroupOptions, 'items' | 'name'> {
  id: string;
  namePrefix?: string;
  values?: Record<string, number>;
  day?: PartOptions;
  month?: PartOptions;
  year?: PartOptions;
}

const dateParts: readonly DatePart[] = ['day', 'month', 'year'];

holdToFixtures<DateOptions>('date-input', {
  leftOut: {
    'parts that are configured one by one, or are not day, month and year': [
      'day and month',
      'day and month (using items)',
      'month and year',
      'month and year (using items)',
      'items with classes',
      'custom pattern',
      'custom inputmode',
      'with autocomplete values',
      'with input attributes',
      'with id on items',
      'with nested name',
      'with values, name prefix and custom names',
    ],
    'a value given to a part: ours come as values': [
      'with field value',
      'with field value and item value',
      'with field value and items',
      'with field value overriding values',
      'with field value, item value and values',
      'with item value',
    ],
    'errors marked by class or item: ours name the parts': [
      'with error on day input (using items)',
      'with error on month input (using items)',
      'with error on year input (using items)',
      'with error on single field by omission',
      'with error on single field using classes',
      'with error on single item by omission',
      'with error on single item using classes',
      'with error on single item',
      'with errors only (using classes)',
      'with errors only (using items and classes)',
      'with errors only (using items)',
    ],
  },
  render: ({ id, namePrefix, values, day, month, year, ...options }) => {
    const parts = { day, month, year };
    const named = dateParts.map((part) => [part, values?.[namePrefix ? `${namePrefix}-${part}` : part]] as const);
    return (
      <DateInput
        {...group(options)}
        id={id}
        namePrefix={namePrefix}
        values={Object.fromEntries(named.filter(([, value]) => value !== undefined))}
        wrongParts={dateParts.filter((part) => parts[part]?.error)}
        labels={{ day: day?.label, month: month?.label, year: year?.label }}
      />
    );
  },
});
