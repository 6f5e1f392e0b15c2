import { type Attributes, type Content, classNames, isPresent } from './markup.ts';

export interface NotificationBannerProps {
  /** One line, shown as the banner's heading; or give `children`. */
  text?: string | undefined;
  children?: Content;
  type?: 'success' | undefined;
  title?: Content;
  titleHeadingLevel?: 1 | 2 | 3 | 4 | undefined;
  titleId?: string | undefined;
  role?: string | undefined;
  disableAutoFocus?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** Something that the reader should know and that the page itself is not about. */
export function NotificationBanner(props: NotificationBannerProps) {
  const success = props.type === 'success';
  const titleId = props.titleId ?? 'govuk-notification-banner-title';
  const Heading = `h${props.titleHeadingLevel ?? 2}` as const;
  const landmark = { role: props.role ?? (success ? 'alert' : 'region'), 'aria-labelledby': titleId };
  return (
    <div
      class={classNames('govuk-notification-banner', success && 'govuk-notification-banner--success', props.classes)}
      {...landmark}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={props.disableAutoFocus?.toString()}
      {...props.attributes}
    >
      <div class="govuk-notification-banner__header">
        <Heading class="govuk-notification-banner__title" id={titleId}>
          {props.title ?? (success ? 'Success' : 'Important')}
        </Heading>
      </div>
      <div class="govuk-notification-banner__content">
        {isPresent(props.children)
          ? props.children
          : props.text && <p class="govuk-notification-banner__heading">{props.text}</p>}
      </div>
    </div>
  );
}
