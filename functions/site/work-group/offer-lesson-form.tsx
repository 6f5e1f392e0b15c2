import { Button } from '../../pages/components/button.tsx';
import { Input } from '../../pages/components/input.tsx';
import { newReference } from '../../platform/random.ts';
import type { FieldErrors } from '../../web/fields.ts';
import { LessonTimeFields } from './lesson-time-fields.tsx';
import type { Typed } from './visit.tsx';

/** What a pair says of a lesson that another school may visit. */
export function OfferLessonForm({ at, typed, errors }: { at: string; typed: Typed; errors: FieldErrors }) {
  const given = typed.visit === undefined ? typed : {};
  return (
    <form method="post" action={at} novalidate>
      <h2 class="govuk-heading-m">Offer a lesson</h2>
      <input type="hidden" name="id" value={given.id ?? newReference()} />
      <LessonTimeFields prefix="" typed={given} error={errors.day} />
      <Input
        name="lesson"
        label="Which lesson?"
        hint="For example, Year 8, fractions"
        value={given.lesson}
        error={errors.lesson}
      />
      <Input
        name="focus"
        label="What should visitors look at?"
        hint="For example, how pupils explain why a method works"
        value={given.focus}
        error={errors.focus}
      />
      <Button preventDoubleClick>Offer the lesson</Button>
    </form>
  );
}
