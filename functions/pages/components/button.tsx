import { type Attributes, type Content, classNames } from './markup.ts';

export interface ButtonProps {
  children: Content;
  /** `start` begins a journey, `secondary` is beside the main one, `warning` for what is hard to undo. */
  variant?: 'start' | 'secondary' | 'warning' | 'inverse' | undefined;
  /** Makes it a link that looks like a button: for going somewhere, never for changing something. */
  href?: string | undefined;
  type?: 'submit' | 'button' | 'reset' | undefined;
  name?: string | undefined;
  value?: string | undefined;
  id?: string | undefined;
  disabled?: boolean | undefined;
  /** Ignores a second click within a second (with script). The server must not rely on it. */
  preventDoubleClick?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** A button of a form, or a link that looks like one. */
export function Button(props: ButtonProps) {
  const common: Attributes = {
    class: buttonClasses(props),
    'data-module': 'govuk-button',
    ...props.attributes,
    id: props.id,
  };
  const content = (
    <>
      {props.children}
      {props.variant === 'start' && (
        <>
          {' '}
          <StartIcon />
        </>
      )}
    </>
  );
  if (props.href) {
    return (
      <a href={props.href} {...linkAsButton} {...common}>
        {content}
      </a>
    );
  }
  return (
    <button
      type={props.type ?? 'submit'}
      value={props.value}
      name={props.name}
      disabled={props.disabled}
      aria-disabled={props.disabled ? 'true' : undefined}
      data-prevent-double-click={props.preventDoubleClick?.toString()}
      {...common}
    >
      {content}
    </button>
  );
}

/** Script makes the space bar press it, as it would a button. */
const linkAsButton = { role: 'button', draggable: false };

function buttonClasses({ variant, classes }: ButtonProps): string {
  const start = variant === 'start';
  return classNames(
    'govuk-button',
    variant !== undefined && !start && `govuk-button--${variant}`,
    classes,
    start && 'govuk-button--start',
  );
}

function StartIcon() {
  return (
    <svg
      class="govuk-button__start-icon"
      xmlns="http://www.w3.org/2000/svg"
      width="17.5"
      height="19"
      viewBox="0 0 33 40"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
    </svg>
  );
}
