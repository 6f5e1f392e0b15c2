import { Button, type ButtonProps } from '../../../../functions/pages/components/button.tsx';
import { ErrorSummary } from '../../../../functions/pages/components/error-summary.tsx';
import type { Absent, Attributes } from '../../../../functions/pages/components/markup.ts';
import { Pagination, type PaginationLink } from '../../../../functions/pages/components/pagination.tsx';
import { ServiceNavigation } from '../../../../functions/pages/components/service-navigation.tsx';
import type { TagColour } from '../../../../functions/pages/components/tag.tsx';
import { TaskList } from '../../../../functions/pages/components/task-list.tsx';
import { content, holdToFixtures, modifier, type Words } from './fixtures.ts';

interface ButtonOptions extends Words, Omit<ButtonProps, 'children' | 'variant'> {
  isStartButton?: boolean;
}

const variants = ['secondary', 'warning', 'inverse'] as const;

holdToFixtures<ButtonOptions>('button', {
  leftOut: { 'HTML in a start button': ['start link with html'] },
  render: ({ text, html, isStartButton, classes, ...rest }) => {
    const variant = variants.find((name) => classes === `govuk-button--${name}`);
    return (
      <Button variant={isStartButton ? 'start' : variant} classes={variant ? undefined : classes} {...rest}>
        {content({ text, html })}
      </Button>
    );
  },
});

interface PaginationOptions {
  previous?: LinkOptions;
  next?: LinkOptions;
  items?: {
    number?: number | string;
    href?: string;
    current?: boolean;
    ellipsis?: boolean;
    visuallyHiddenText?: string;
    attributes?: Attributes;
  }[];
  landmarkLabel?: string;
  classes?: string;
  attributes?: Attributes;
}

interface LinkOptions extends Words {
  href: string;
  labelText?: string;
  attributes?: Attributes;
}

function paginationLink(link: LinkOptions | undefined): PaginationLink | undefined {
  return link && { href: link.href, text: content(link), label: link.labelText, attributes: link.attributes };
}

holdToFixtures<PaginationOptions>('pagination', {
  leftOut: { 'items that are null or empty: a list of pages has none': ['with empty items'] },
  render: ({ previous, next, items, ...rest }) => (
    <Pagination
      previous={paginationLink(previous)}
      next={paginationLink(next)}
      items={items?.map((item) =>
        item.ellipsis
          ? 'ellipsis'
          : {
              number: item.number ?? '',
              href: item.href ?? '',
              current: item.current,
              accessibleName: item.visuallyHiddenText,
              attributes: item.attributes,
            },
      )}
      {...rest}
    />
  ),
});

type NavigationLink = Words & { href?: string; current?: boolean; active?: boolean; attributes?: Attributes };

interface NavigationOptions {
  navigation?: (NavigationLink | Absent)[];
  ariaLabel?: string;
  collapseNavigationOnMobile?: boolean;
  serviceName?: string;
  serviceUrl?: string;
  menuButtonText?: string;
  menuButtonLabel?: string;
  navigationLabel?: string;
  navigationId?: string;
  navigationClasses?: string;
  classes?: string;
  attributes?: Attributes;
}

holdToFixtures<NavigationOptions>('service-navigation', {
  leftOut: {
    'slots: not offered': [
      'with slotted content',
      'with language navigation',
      'with right-aligned language navigation',
      'inverse with language navigation',
      'with `inline` end slot',
    ],
  },
  render: ({ navigation, ariaLabel, collapseNavigationOnMobile, ...rest }) => (
    <ServiceNavigation
      items={navigation?.map((item) => item && { ...item, content: content(item) })}
      label={ariaLabel}
      collapseOnMobile={collapseNavigationOnMobile}
      {...rest}
    />
  ),
});

interface SummaryOptions {
  titleText?: string;
  titleHtml?: string;
  descriptionText?: string;
  descriptionHtml?: string;
  errorList?: ({ href?: string; attributes?: Attributes } & Words)[];
  disableAutoFocus?: boolean;
  classes?: string;
  attributes?: Attributes;
}

holdToFixtures<SummaryOptions>('error-summary', {
  render: ({ titleText, titleHtml, descriptionText, descriptionHtml, errorList, ...rest }) => (
    <ErrorSummary
      title={content({ text: titleText, html: titleHtml })}
      description={content({ text: descriptionText, html: descriptionHtml })}
      errors={(errorList ?? []).map(({ text, html, ...item }) => ({ content: content({ text, html }), ...item }))}
      {...rest}
    />
  ),
});

interface TaskOptions {
  title: Words & { classes?: string };
  hint?: Words;
  href?: string;
  status: Words & { classes?: string; tag?: Words & { classes?: string } };
  classes?: string;
}

interface TaskListOptions {
  items: (TaskOptions | Absent)[];
  idPrefix?: string;
  classes?: string;
  attributes?: Attributes;
}

function taskStatus({ tag, ...words }: TaskOptions['status']) {
  if (!tag) return { words: content(words) };
  return { tag: content(tag), colour: modifier(tag.classes, 'govuk-tag--') as TagColour | undefined };
}

holdToFixtures<TaskListOptions>('task-list', {
  leftOut: {
    'classes and attributes of a task’s tag or status: ours have a colour, and “cannot start yet”': [
      'custom attributes',
      'custom classes',
    ],
  },
  render: ({ items, ...rest }) => (
    <TaskList
      tasks={items.map(
        (item) =>
          item && {
            title: content(item.title),
            titleClasses: item.title.classes,
            href: item.href,
            hint: content(item.hint),
            status: taskStatus(item.status),
            cannotStartYet: item.status.classes?.includes('cannot-start-yet'),
            classes: item.classes,
          },
      )}
      {...rest}
    />
  ),
});
