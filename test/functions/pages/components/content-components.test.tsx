import { BackLink } from '../../../../functions/pages/components/back-link.tsx';
import { Breadcrumbs } from '../../../../functions/pages/components/breadcrumbs.tsx';
import { Details } from '../../../../functions/pages/components/details.tsx';
import { InsetText } from '../../../../functions/pages/components/inset-text.tsx';
import type { Attributes } from '../../../../functions/pages/components/markup.ts';
import { NotificationBanner } from '../../../../functions/pages/components/notification-banner.tsx';
import { Panel } from '../../../../functions/pages/components/panel.tsx';
import { PhaseBanner } from '../../../../functions/pages/components/phase-banner.tsx';
import { SkipLink } from '../../../../functions/pages/components/skip-link.tsx';
import { Tag, type TagColour } from '../../../../functions/pages/components/tag.tsx';
import { WarningText } from '../../../../functions/pages/components/warning-text.tsx';
import { content, holdToFixtures, modifier, type Words } from './fixtures.ts';

interface Common extends Words {
  id?: string;
  href?: string;
  classes?: string;
  attributes?: Attributes;
}

holdToFixtures<Common>('back-link', {
  render: ({ href, classes, attributes, ...words }) => (
    <BackLink href={href || undefined} classes={classes} attributes={attributes}>
      {content(words)}
    </BackLink>
  ),
});

interface BreadcrumbsOptions extends Common {
  items: Common[];
  collapseOnMobile?: boolean;
  labelText?: string;
}

holdToFixtures<BreadcrumbsOptions>('breadcrumbs', {
  render: ({ items, labelText, ...rest }) => (
    <Breadcrumbs
      items={items.map(({ href, attributes, ...words }) => ({ content: content(words), href, attributes }))}
      label={labelText}
      {...rest}
    />
  ),
});

interface DetailsOptions extends Common {
  summaryText?: string;
  summaryHtml?: string;
  open?: boolean;
}

holdToFixtures<DetailsOptions>('details', {
  render: ({ summaryText, summaryHtml, text, html, ...rest }) => (
    <Details summary={content({ text: summaryText, html: summaryHtml })} {...rest}>
      {content({ text, html })}
    </Details>
  ),
});

holdToFixtures<Common>('inset-text', {
  render: ({ text, html, ...rest }) => <InsetText {...rest}>{content({ text, html })}</InsetText>,
});

holdToFixtures<Common & { iconFallbackText?: string }>('warning-text', {
  render: ({ text, html, iconFallbackText, ...rest }) => (
    <WarningText prefix={iconFallbackText || undefined} {...rest}>
      {content({ text, html })}
    </WarningText>
  ),
});

holdToFixtures<Common>('skip-link', {
  render: ({ text, html, href, ...rest }) => (
    <SkipLink href={href || undefined} {...rest}>
      {content({ text, html })}
    </SkipLink>
  ),
});

holdToFixtures<Common>('tag', {
  render: ({ text, html, classes, attributes }) => {
    const colour = modifier(classes, 'govuk-tag--') as TagColour | undefined;
    return (
      <Tag colour={colour} classes={colour ? undefined : classes} attributes={attributes}>
        {content({ text, html })}
      </Tag>
    );
  },
});

holdToFixtures<Common & { tag?: Common }>('phase-banner', {
  render: ({ text, html, tag, ...rest }) => (
    <PhaseBanner
      tag={content(tag)}
      tagColour={modifier(tag?.classes, 'govuk-tag--') as TagColour | undefined}
      {...rest}
    >
      {content({ text, html })}
    </PhaseBanner>
  ),
});

interface PanelOptions extends Common {
  titleText?: string;
  titleHtml?: string;
  headingLevel?: 1 | 2 | 3 | 4;
}

holdToFixtures<PanelOptions>('panel', {
  leftOut: {
    'interruptions: not offered': [
      'interruption',
      'interruption-with-content-with-long-line-length',
      'interruption-with-headings-content-and-lists',
      'interruption with custom classes',
      'interruption, with actions classes and attributes',
      'interruption, submit action',
      'interruption, button link',
      'interruption, no actions',
      'interruption, no actions items',
    ],
  },
  render: ({ titleText, titleHtml, text, html, ...rest }) => (
    <Panel title={content({ text: titleText, html: titleHtml })} {...rest}>
      {content({ text, html })}
    </Panel>
  ),
});

interface BannerOptions extends Common {
  text?: string;
  titleText?: string;
  titleHtml?: string;
  titleHeadingLevel?: 1 | 2 | 3 | 4;
  titleId?: string;
  role?: string;
  type?: 'success';
  disableAutoFocus?: boolean;
}

holdToFixtures<BannerOptions>('notification-banner', {
  render: ({ titleText, titleHtml, text, html, ...rest }) => (
    <NotificationBanner title={content({ text: titleText, html: titleHtml })} text={text} {...rest}>
      {html && content({ html })}
    </NotificationBanner>
  ),
});
