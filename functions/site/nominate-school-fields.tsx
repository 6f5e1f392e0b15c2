import { Input } from '../pages/components/input.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import type { AnswersTyped } from './nominate-form.ts';

/* The school, whoever nominates, and those at the school who stand behind it. */

export function SchoolField({ typed, errors }: AnswersTyped) {
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

export function YourFields({ typed, errors }: AnswersTyped) {
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

export function HeadFields({ typed, errors }: AnswersTyped) {
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

export function SubjectLeaderField({ typed, errors }: AnswersTyped) {
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

export function NeedsField({ typed, errors }: AnswersTyped) {
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
