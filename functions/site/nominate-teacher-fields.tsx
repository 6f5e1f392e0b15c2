import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { Input } from '../pages/components/input.tsx';
import { Radios } from '../pages/components/radios.tsx';
import type { AnswersTyped } from './nominate-form.ts';

/* Who the teacher is, or the two of a pair, and where they are in their careers. */

export function NomineeFields({ kind, typed, errors }: AnswersTyped) {
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

function EarlyCareer({ name, who, typed, errors }: AnswersTyped & { name: string; who: string }) {
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

function Experience({ name, who, typed, errors }: AnswersTyped & { name: string; who: string }) {
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

export function CareerFields(props: AnswersTyped) {
  return (
    <>
      <EarlyCareer name="earlyCareer" who="this teacher" {...props} />
      {props.kind === 'work-group' && <Experience name="experience" who="this teacher" {...props} />}
    </>
  );
}

export function PartnerFields({ typed, errors }: AnswersTyped) {
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

export function PartnerCareerFields(props: AnswersTyped) {
  return (
    <>
      <EarlyCareer name="partnerEarlyCareer" who="the second teacher" {...props} />
      <Experience name="partnerExperience" who="the second teacher" {...props} />
    </>
  );
}
