import { type FormPage, longestStatement, type ProgrammeKind } from '../nominations/nomination-form.ts';
import { CharacterCount } from '../pages/components/character-count.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { Input } from '../pages/components/input.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import type { FieldErrors } from '../web/fields.ts';

interface FieldsProps {
  readonly kind: ProgrammeKind;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
}

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
export function NominationFields({ page, ...props }: FieldsProps & { page: Exclude<FormPage, 'found'> }) {
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

function SchoolField({ typed, errors }: FieldsProps) {
  return (
    <Input
      name="school"
      label="School name or URN"
      hint="A part of the name will do, with the town where the name is a common one. You can also search by postcode."
      value={typed.school}
      error={errors.school}
      autocomplete="organization"
      spellcheck={false}
    />
  );
}

function YourFields({ typed, errors }: FieldsProps) {
  return (
    <>
      <Input name="yourName" label="Your name" value={typed.yourName} error={errors.yourName} autocomplete="name" />
      <Input
        name="yourEmail"
        label="Your email address"
        hint="We will send you a receipt and tell you how the nomination goes on."
        type="email"
        value={typed.yourEmail}
        error={errors.yourEmail}
        autocomplete="email"
        spellcheck={false}
      />
      <Input
        name="yourRole"
        label="Your role at the school"
        hint="For example, head of mathematics"
        value={typed.yourRole}
        error={errors.yourRole}
        autocomplete="organization-title"
      />
    </>
  );
}

function NomineeFields({ kind, typed, errors }: FieldsProps) {
  const intro =
    kind === 'work-group'
      ? 'A pair from one school takes part: ideally one who can lead change in the department, and a keen colleague. Either may be yourself.'
      : 'This may be yourself. We will ask them by email whether they want to take part.';
  return (
    <>
      <p class="govuk-body">{intro}</p>
      <Input
        name="nomineeName"
        label="Name of the teacher"
        value={typed.nomineeName}
        error={errors.nomineeName}
        autocomplete="off"
      />
      <Input
        name="nomineeEmail"
        label="Email address of the teacher"
        hint="Their own work address, not one that several people read"
        type="email"
        value={typed.nomineeEmail}
        error={errors.nomineeEmail}
        autocomplete="off"
        spellcheck={false}
      />
      <Input
        name="nomineeRole"
        label="Role of the teacher"
        hint="For example, second in department"
        value={typed.nomineeRole}
        error={errors.nomineeRole}
        autocomplete="off"
      />
    </>
  );
}

function EarlyCareer({ name, who, typed, errors }: FieldsProps & { name: string; who: string }) {
  return (
    <Radios
      name={name}
      legend={`Is ${who} an early career teacher (ECT)?`}
      legendSize="s"
      hint="Someone in the two years of induction after qualifying"
      items={[
        { value: 'no', label: 'No' },
        { value: 'yes', label: 'Yes' },
      ]}
      value={typed[name]}
      error={errors[name]}
      classes="govuk-radios--inline"
    />
  );
}

function Experience({ name, who, typed, errors }: FieldsProps & { name: string; who: string }) {
  return (
    <Radios
      name={name}
      legend={`Is ${who} a Mastery Specialist or a Mastery Advocate?`}
      legendSize="s"
      hint="It helps a pair if one of them is. It is not a condition."
      items={[
        { value: 'specialist', label: 'Mastery Specialist' },
        { value: 'advocate', label: 'Mastery Advocate' },
        { value: 'neither', label: 'Neither, or not that I know' },
      ]}
      value={typed[name]}
      error={errors[name]}
    />
  );
}

function CareerFields(props: FieldsProps) {
  return (
    <>
      <EarlyCareer name="earlyCareer" who="this teacher" {...props} />
      {props.kind === 'work-group' && <Experience name="experience" who="this teacher" {...props} />}
    </>
  );
}

function PartnerFields({ typed, errors }: FieldsProps) {
  const offerShared = errors.partnerEmail !== undefined || typed.sharedMailbox === 'yes';
  return (
    <>
      <p class="govuk-body">We ask each of the two by email whether they want to take part.</p>
      <Input
        name="partnerName"
        label="Name of the second teacher"
        value={typed.partnerName}
        error={errors.partnerName}
        autocomplete="off"
      />
      <Input
        name="partnerEmail"
        label="Email address of the second teacher"
        hint="Their own work address, not one that several people read"
        type="email"
        value={typed.partnerEmail}
        error={errors.partnerEmail}
        autocomplete="off"
        spellcheck={false}
      />
      {offerShared && (
        <Checkboxes
          name="sharedMailbox"
          classes="govuk-checkboxes--small"
          items={[{ value: 'yes', label: 'They are two people who share this mailbox' }]}
          values={typed.sharedMailbox ? [typed.sharedMailbox] : []}
        />
      )}
      <Input
        name="partnerRole"
        label="Role of the second teacher"
        hint="For example, teacher of mathematics"
        value={typed.partnerRole}
        error={errors.partnerRole}
        autocomplete="off"
      />
    </>
  );
}

function PartnerCareerFields(props: FieldsProps) {
  return (
    <>
      <EarlyCareer name="partnerEarlyCareer" who="the second teacher" {...props} />
      <Experience name="partnerExperience" who="the second teacher" {...props} />
    </>
  );
}

function Statement({ name, label, hint, typed, errors }: FieldsProps & { name: string; label: string; hint: string }) {
  return (
    <CharacterCount
      name={name}
      label={label}
      labelSize="s"
      hint={hint}
      value={typed[name]}
      error={errors[name]}
      maxLength={longestStatement}
      countType="length"
      threshold={50}
      rows={7}
    />
  );
}

function PassionField(props: FieldsProps) {
  return (
    <Statement
      name="passion"
      label="Why does this teacher have a passion for teaching for mastery?"
      hint="What they do in their own classroom, and why it matters to them"
      {...props}
    />
  );
}

function TrackRecordFields(props: FieldsProps) {
  return (
    <>
      <Radios
        name="workedWhere"
        legend="Where have they worked with other professionals?"
        legendSize="s"
        items={[
          { value: 'school', label: 'In their own school' },
          { value: 'schools', label: 'Across a group of schools' },
          { value: 'both', label: 'Both' },
        ]}
        value={props.typed.workedWhere}
        error={props.errors.workedWhere}
      />
      <Statement
        name="trackRecord"
        label="What is their track record?"
        hint="For example planning together, coaching, or leading training, and what came of it"
        {...props}
      />
    </>
  );
}

function PrioritiesField(props: FieldsProps) {
  return (
    <Statement
      name="priorities"
      label="What does your department want to work on?"
      hint="Where you are with teaching for mastery, and what you would like to change"
      {...props}
    />
  );
}

function HeadFields({ typed, errors }: FieldsProps) {
  return (
    <Radios
      name="headIs"
      legend="Are you the headteacher?"
      legendSize="s"
      hint="The headteacher agrees to release the teacher. We ask them by email, also when it is you."
      items={[
        { value: 'me', label: 'Yes, I am the headteacher' },
        {
          value: 'another',
          label: 'No, somebody else is',
          conditional: (
            <>
              <Input
                name="headName"
                label="Name of the headteacher"
                value={typed.headName}
                error={errors.headName}
                autocomplete="off"
              />
              <Input
                name="headEmail"
                label="Email address of the headteacher"
                hint="An address that reaches them, such as their own or that of their office"
                type="email"
                value={typed.headEmail}
                error={errors.headEmail}
                autocomplete="off"
                spellcheck={false}
              />
            </>
          ),
        },
      ]}
      value={typed.headIs}
      error={errors.headIs}
    />
  );
}

function SubjectLeaderField({ typed, errors }: FieldsProps) {
  return (
    <Radios
      name="subjectLeadAware"
      legend="Does the subject leader for mathematics know about this nomination and support it?"
      legendSize="s"
      hint="Choose yes if you or a teacher you nominate are the subject leader"
      items={[
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'Not yet' },
      ]}
      value={typed.subjectLeadAware}
      error={errors.subjectLeadAware}
      classes="govuk-radios--inline"
    />
  );
}

function NeedsField({ typed, errors }: FieldsProps) {
  return (
    <Textarea
      name="needs"
      label="Does anybody you have named need something to take part? (optional)"
      hint="For example step-free access, or emails in large print. Only write what they agree to. It is kept apart from the nomination and deleted after a year."
      rows={4}
      value={typed.needs}
      error={errors.needs}
    />
  );
}
