import { type GroupSituation, pairById } from '../../domain/work-group-situation.ts';
import { Button } from '../../pages/components/button.tsx';
import { Input } from '../../pages/components/input.tsx';
import { Select } from '../../pages/components/select.tsx';
import { newReference } from '../../platform/random.ts';

interface GuestsProps {
  readonly situation: GroupSituation;
  readonly sessionId: string;
  /** Where the form is sent; without it nobody can be added. */
  readonly action: string | undefined;
  readonly error?: string | undefined;
}

/** Who came to a session of a Work Group without a place of their own, and a form for one more. */
export function Guests({ situation, sessionId, action, error }: GuestsProps) {
  const here = situation.view.guests.filter((guest) => guest.sessionId === sessionId);
  if (here.length === 0 && !action) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Guests</h2>
      {here.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {here.map(({ id, name, pairId }) => (
            <li>
              {name}, {pairById(situation, pairId)?.schoolName}
              {action && (
                <form method="post" action={`${action}/${id}`} class="tl-inline-form">
                  <button type="submit" class="tl-link-button">
                    Take off <span class="govuk-visually-hidden">{name}</span>
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
      {action && (
        <form method="post" action={action} novalidate>
          <input type="hidden" name="id" value={newReference()} />
          <Input
            name="guest"
            label="A colleague who came along"
            hint="They are on the register only: no place, no emails"
            classes="govuk-input--width-20"
            error={error}
          />
          <Select
            name="pair"
            label="From which school?"
            options={situation.pairs.map(({ id, schoolName }) => ({ value: id, text: schoolName }))}
          />
          <Button classes="govuk-button--secondary" preventDoubleClick>
            Put them on the register
          </Button>
        </form>
      )}
    </>
  );
}
