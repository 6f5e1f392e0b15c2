import { type Attributes, type Content, classNames } from './markup.ts';
import { Tag, type TagColour } from './tag.tsx';

export interface PhaseBannerProps {
  tag: Content;
  tagColour?: TagColour | undefined;
  children: Content;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** Says on every page what state the whole service is in, as “Sample”. */
export function PhaseBanner({ tag, tagColour, children, classes, attributes }: PhaseBannerProps) {
  return (
    <div class={classNames('govuk-phase-banner govuk-width-container', classes)} {...attributes}>
      <p class="govuk-phase-banner__content">
        <Tag classes="govuk-phase-banner__content__tag" colour={tagColour}>
          {tag}
        </Tag>
        <span class="govuk-phase-banner__text">{children}</span>
      </p>
    </div>
  );
}
