import { type FormPage, longestStatement } from '../nominations/nomination-form.ts';
import { CharacterCount } from '../pages/components/character-count.tsx';
import { Input } from '../pages/components/input.tsx';
import { Radios } from '../pages/components/radios.tsx';
import type { FieldErrors } from '../web/fields.ts';

interface FieldsProps {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
}

export const pageTitles: { readonly [Page in FormPage]: string } = {
  school: 'Your school',
  you: 'About you',
  nominee: 'The teacher you are nominating',
  statements: 'Why this teacher',
  head: 'Your headteacher and subject leader',
};

/** The questions of one page of the nomination form, with what was typed and what is wrong with it. */
export function NominationFields({ page, ...props }: FieldsProps & { page: FormPage }) {
  switch (page) {
    case 'school':
      return <SchoolFields {...props} />;
    case 'you':
      return <YourFields {...props} />;
    case 'nominee':
      return <NomineeFields {...props} />;
    case 'statements':
      return <StatementFields {...props} />;
    case 'head':
      return <HeadFields {...props} />;
  }
}

function SchoolFields({ typed, errors }: FieldsProps) {
  return (
    <>
      <Input
        name="schoolName"
        label="School name"
        value={typed.schoolName}
        error={errors.schoolName}
        autocomplete="organization"
      />
      <Input
        name="urn"
        label="School URN"
        hint="The unique reference number of your school, 6 digits. It is on the school’s page of “Get information about schools”."
        value={typed.urn}
        error={errors.urn}
        inputmode="numeric"
        spellcheck={false}
        classes="govuk-input--width-10"
      />
    </>
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

function NomineeFields({ typed, errors }: FieldsProps) {
  return (
    <>
      <p class="govuk-body">This may be yourself. We will ask them by email whether they want to take part.</p>
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
      <Radios
        name="earlyCareer"
        legend="Is this teacher an early career teacher (ECT)?"
        legendSize="s"
        hint="Someone in the two years of induction after qualifying"
        items={[
          { value: 'no', label: 'No' },
          { value: 'yes', label: 'Yes' },
        ]}
        value={typed.earlyCareer}
        error={errors.earlyCareer}
        classes="govuk-radios--inline"
      />
    </>
  );
}

function StatementFields({ typed, errors }: FieldsProps) {
  return (
    <>
      <CharacterCount
        name="passion"
        label="Their passion for teaching for mastery"
        labelSize="s"
        hint="What they do in their own classroom, and why it matters to them"
        value={typed.passion}
        error={errors.passion}
        maxLength={longestStatement}
        countType="length"
        threshold={50}
        rows={7}
      />
      <CharacterCount
        name="trackRecord"
        label="Their track record of working with other teachers"
        labelSize="s"
        hint="In your school or across schools: for example planning together, coaching, or leading training"
        value={typed.trackRecord}
        error={errors.trackRecord}
        maxLength={longestStatement}
        countType="length"
        threshold={50}
        rows={7}
      />
    </>
  );
}

function HeadFields({ typed, errors }: FieldsProps) {
  return (
    <>
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
      <Radios
        name="subjectLeadAware"
        legend="Does the subject leader for mathematics know about this nomination and support it?"
        legendSize="s"
        hint="Choose yes if you or the nominated teacher are the subject leader"
        items={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'Not yet' },
        ]}
        value={typed.subjectLeadAware}
        error={errors.subjectLeadAware}
        classes="govuk-radios--inline"
      />
    </>
  );
}
