import { type Absent, type Attributes, type Content, classNames } from './markup.ts';

export interface SummaryAction {
  content: Content;
  href: string;
  /** What a screen reader hears after the words, so that ten “Change” links differ. */
  hiddenText?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface SummaryRow {
  key: Content;
  value: Content;
  actions?: readonly SummaryAction[] | undefined;
  classes?: string | undefined;
  keyClasses?: string | undefined;
  valueClasses?: string | undefined;
  actionsClasses?: string | undefined;
}

export interface SummaryCard {
  title: Content;
  headingLevel?: 2 | 3 | 4 | undefined;
  actions?: readonly SummaryAction[] | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface SummaryListProps {
  rows: readonly (SummaryRow | Absent)[];
  card?: SummaryCard | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** Facts about one thing, each with its name and what may be done about it. */
export function SummaryList(props: SummaryListProps) {
  const anyActions = props.rows.some((row) => row && (row.actions ?? []).length > 0);
  const list = (
    <dl class={classNames('govuk-summary-list', props.classes)} {...props.attributes}>
      {props.rows.map((row) => row && <Row row={row} anyActions={anyActions} cardTitle={props.card?.title} />)}
    </dl>
  );
  return props.card ? <Card card={props.card}>{list}</Card> : list;
}

function Row({ row, anyActions, cardTitle }: { row: SummaryRow; anyActions: boolean; cardTitle?: Content }) {
  const names = classNames(
    'govuk-summary-list__row',
    anyActions && row.actions === undefined && 'govuk-summary-list__row--no-actions',
    row.classes,
  );
  return (
    <div class={names}>
      <dt class={classNames('govuk-summary-list__key', row.keyClasses)}>{row.key}</dt>
      <dd class={classNames('govuk-summary-list__value', row.valueClasses)}>{row.value}</dd>
      {row.actions && row.actions.length > 0 && (
        <dd class={classNames('govuk-summary-list__actions', row.actionsClasses)}>
          <Actions actions={row.actions} cardTitle={cardTitle} />
        </dd>
      )}
    </div>
  );
}

function Actions({ actions, cardTitle }: { actions: readonly SummaryAction[]; cardTitle?: Content }) {
  const links = actions.map((action) => <ActionLink action={action} cardTitle={cardTitle} />);
  if (links.length === 1) return <>{links}</>;
  return (
    <ul class="govuk-summary-list__actions-list">
      {links.map((link) => (
        <li class="govuk-summary-list__actions-list-item">{link}</li>
      ))}
    </ul>
  );
}

function ActionLink({ action, cardTitle }: { action: SummaryAction; cardTitle?: Content }) {
  return (
    <a class={classNames('govuk-link', action.classes)} href={action.href} {...action.attributes}>
      {action.content}
      {(action.hiddenText || cardTitle) && (
        <span class="govuk-visually-hidden">
          {action.hiddenText && ` ${action.hiddenText}`}
          {cardTitle && <> ({cardTitle})</>}
        </span>
      )}
    </a>
  );
}

function Card({ card, children }: { card: SummaryCard; children: Content }) {
  const Heading = `h${card.headingLevel ?? 2}` as const;
  return (
    <div class={classNames('govuk-summary-card', card.classes)} {...card.attributes}>
      <div class="govuk-summary-card__title-wrapper">
        <Heading class="govuk-summary-card__title">{card.title}</Heading>
        {card.actions && card.actions.length > 0 && <CardActions actions={card.actions} title={card.title} />}
      </div>
      <div class="govuk-summary-card__content">{children}</div>
    </div>
  );
}

function CardActions({ actions, title }: { actions: readonly SummaryAction[]; title: Content }) {
  const links = actions.map((action) => <ActionLink action={action} cardTitle={title} />);
  if (links.length === 1) return <div class="govuk-summary-card__actions">{links}</div>;
  return (
    <ul class="govuk-summary-card__actions">
      {links.map((link) => (
        <li class="govuk-summary-card__action">{link}</li>
      ))}
    </ul>
  );
}
