import type { FormPage, ProgrammeKind } from '../nominations/nomination-form.ts';
import type { AnswersTyped } from './nominate-form.ts';
import { HeadFields, NeedsField, SchoolField, SubjectLeaderField, YourFields } from './nominate-school-fields.tsx';
import { PassionField, PrioritiesField, TrackRecordFields } from './nominate-statement-fields.tsx';
import { CareerFields, NomineeFields, PartnerCareerFields, PartnerFields } from './nominate-teacher-fields.tsx';

const titles: { readonly [Page in Exclude<FormPage, 'found'>]: string } = {
  school: 'Your school',
  you: 'About you',
  nominee: 'The teacher you are nominating',
  career: 'Where the teacher is in their career',
  partner: 'The second teacher of the pair',
  'partner-career': 'Where the second teacher is in their career',
  passion: 'Their passion for teaching for mastery',
  'track-record': 'Their work with other professionals',
  priorities: 'What your department wants to work on',
  head: 'Your headteacher',
  'subject-leader': 'Your subject leader',
  needs: 'What would make it easier to take part',
};

export function pageTitle(page: Exclude<FormPage, 'found'>, kind: ProgrammeKind): string {
  return page === 'nominee' && kind === 'work-group' ? 'The first teacher of the pair' : titles[page];
}

/** The questions of one page of the nomination form, with what was typed and what is wrong with it. */
export function NominationFields({ page, ...props }: AnswersTyped & { page: Exclude<FormPage, 'found'> }) {
  switch (page) {
    case 'school':
      return <SchoolField {...props} />;
    case 'you':
      return <YourFields {...props} />;
    case 'nominee':
      return <NomineeFields {...props} />;
    case 'career':
      return <CareerFields {...props} />;
    case 'partner':
      return <PartnerFields {...props} />;
    case 'partner-career':
      return <PartnerCareerFields {...props} />;
    case 'passion':
      return <PassionField {...props} />;
    case 'track-record':
      return <TrackRecordFields {...props} />;
    case 'priorities':
      return <PrioritiesField {...props} />;
    case 'head':
      return <HeadFields {...props} />;
    case 'subject-leader':
      return <SubjectLeaderField {...props} />;
    case 'needs':
      return <NeedsField {...props} />;
  }
}
