import { type Absent, type Attributes, type Content, classNames } from './markup.ts';

export interface NavigationItem {
  content: Content;
  href?: string | undefined;
  /** This very page. */
  current?: boolean | undefined;
  /** A page below this one. */
  active?: boolean | undefined;
  attributes?: Attributes | undefined;
}

export interface ServiceNavigationProps {
  serviceName?: string | undefined;
  serviceUrl?: string | undefined;
  items?: readonly (NavigationItem | Absent)[] | undefined;
  /** Behind a button on a phone (with script); where there are two items or more, if not said. */
  collapseOnMobile?: boolean | undefined;
  label?: string | undefined;
  menuButtonText?: string | undefined;
  menuButtonLabel?: string | undefined;
  navigationLabel?: string | undefined;
  navigationId?: string | undefined;
  navigationClasses?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** The name of the service and the ways into its parts, below the header. */
export function ServiceNavigation(props: ServiceNavigationProps) {
  const common = {
    class: classNames('govuk-service-navigation', props.classes),
    'data-module': 'govuk-service-navigation',
    ...props.attributes,
  };
  const inner = (
    <div class="govuk-width-container">
      <div class="govuk-service-navigation__container">
        {props.serviceName && <ServiceName name={props.serviceName} url={props.serviceUrl} />}
        {(props.items ?? []).some(Boolean) && <Navigation {...props} />}
      </div>
    </div>
  );
  if (!props.serviceName) return <div {...common}>{inner}</div>;
  return (
    <section aria-label={props.label ?? 'Service information'} {...common}>
      {inner}
    </section>
  );
}

function ServiceName({ name, url }: { name: string; url?: string | undefined }) {
  return (
    <span class="govuk-service-navigation__service-name">
      {url ? (
        <a href={url} class="govuk-service-navigation__link">
          {name}
        </a>
      ) : (
        <span class="govuk-service-navigation__text">{name}</span>
      )}
    </span>
  );
}

function Navigation(props: ServiceNavigationProps) {
  const items = (props.items ?? []).filter(
    (item) => item !== undefined && item !== null && item !== false && item !== '',
  );
  const menu = props.menuButtonText ?? 'Menu';
  const id = props.navigationId ?? 'navigation';
  return (
    <nav
      aria-label={props.navigationLabel ?? menu}
      class={classNames('govuk-service-navigation__wrapper', props.navigationClasses)}
    >
      {(props.collapseOnMobile ?? items.length > 1) && (
        <button
          type="button"
          class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
          aria-controls={id}
          aria-label={props.menuButtonLabel === menu ? undefined : props.menuButtonLabel}
          {...hiddenUntilScripted}
        >
          {menu}
        </button>
      )}
      <ul class="govuk-service-navigation__list" id={id}>
        {items.map((item) => (
          <NavigationListItem item={item} />
        ))}
      </ul>
    </nav>
  );
}

/** The toggle is of no use without script, which shows it. */
const hiddenUntilScripted = { hidden: true, 'aria-hidden': 'true' };

function NavigationListItem({ item }: { item: NavigationItem }) {
  const marked = item.current || item.active;
  const current = marked ? { 'aria-current': item.current ? 'page' : 'true' } : {};
  const words = marked ? (
    <strong class="govuk-service-navigation__active-fallback">{item.content}</strong>
  ) : (
    item.content
  );
  return (
    <li class={classNames('govuk-service-navigation__item', marked && 'govuk-service-navigation__item--active')}>
      {item.href ? (
        <a class="govuk-service-navigation__link" href={item.href} {...current} {...item.attributes}>
          {words}
        </a>
      ) : (
        <span class="govuk-service-navigation__text" {...current}>
          {words}
        </span>
      )}
    </li>
  );
}
