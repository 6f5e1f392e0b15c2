import type { ControlledClock, ControlPorts, ListedExecution } from '../control-ports.ts';
import { dateInLondon, inWords } from '../moments.ts';
import { ControlPage } from './layout.tsx';

/** How many armed timers the panel shows. */
const shownTimers = 12;

export function ClockPanel({ ports, mistake }: { ports: ControlPorts; mistake?: string | undefined }) {
  const { clock } = ports;
  return (
    <ControlPage title="The clock">
      {mistake && (
        <p class="error" role="alert">
          {mistake}
        </p>
      )}
      <p class="note">
        Everything here runs on this machine from the template that deploys to AWS. No e-mail leaves it: all mail is in
        the <a href="/_local/inbox">inbox</a>. Time is this cloud’s own: it can stand still and jump, and never goes
        back.
      </p>
      <p class="now">{inWords(clock.now())} (London)</p>
      <p>{clock.mode === 'real' ? 'The clock is running.' : 'The clock stands still until you move it.'}</p>
      <ClockButtons clock={clock} />
      <DateForm now={clock.now()} />
      <h2>Due next</h2>
      <DueTable clock={clock} />
      <h2>Executions under way</h2>
      <ExecutionTable executions={ports.executions.list().filter(({ status }) => status === 'RUNNING')} />
      <SamplePeople people={ports.samplePeople} />
      <h2>Begin again</h2>
      <form method="post" action="/_local/panel/reset">
        <p>Throws away everything and goes back to the seeded start.</p>
        <button type="submit" class="danger">
          Back to the start
        </button>
      </form>
    </ControlPage>
  );
}

function ClockButtons({ clock }: { clock: ControlledClock }) {
  const toggle = clock.mode === 'real' ? (['paused', 'Stop the clock'] as const) : (['real', 'Let it run'] as const);
  return (
    <form method="post" action="/_local/panel/clock" class="row">
      <button type="submit" name="move" value="next">
        To the next thing due
      </button>
      <button type="submit" name="move" value="P1D">
        On by a day
      </button>
      <button type="submit" name="move" value="P7D">
        On by a week
      </button>
      <button type="submit" name="mode" value={toggle[0]} class="quiet">
        {toggle[1]}
      </button>
    </form>
  );
}

function DateForm({ now }: { now: number }) {
  return (
    <form method="post" action="/_local/panel/clock" class="row">
      <div>
        <label for="date">To a date</label>
        <input type="date" id="date" name="date" value={dateInLondon(now)} required />
      </div>
      <div>
        <label for="time">at (London)</label>
        <input type="time" id="time" name="time" value="09:00" required />
      </div>
      <button type="submit">Go there</button>
    </form>
  );
}

function DueTable({ clock }: { clock: ControlledClock }) {
  const pending = clock.pending();
  if (pending.length === 0) return <p>Nothing is waiting for the clock.</p>;
  return (
    <div class="table">
      <table>
        <caption>
          {pending.length > shownTimers ? `The next ${shownTimers} of ${pending.length} timers` : 'All timers'}
        </caption>
        <thead>
          <tr>
            <th scope="col">When (London)</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {pending.slice(0, shownTimers).map(({ at, label }) => (
            <tr>
              <td>{inWords(at)}</td>
              <td>{label}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ExecutionTable({ executions }: { executions: readonly ListedExecution[] }) {
  if (executions.length === 0) return <p>No state machine is running.</p>;
  return (
    <div class="table">
      <table>
        <caption>{executions.length === 1 ? 'One execution' : `${executions.length} executions`}</caption>
        <thead>
          <tr>
            <th scope="col">Machine</th>
            <th scope="col">Execution</th>
            <th scope="col">State</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>
          {executions.map(({ stateMachineArn, name, currentState, startDate }) => (
            <tr>
              <td>{stateMachineArn.split(':').at(-1)}</td>
              <td>
                <a href={`/_local/executions/${encodeURIComponent(name)}/history`}>{name}</a>
              </td>
              <td>{currentState ?? ''}</td>
              <td>{inWords(startDate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SamplePeople({ people }: { people: ControlPorts['samplePeople'] }) {
  return (
    <>
      <h2>Who can sign in</h2>
      <p>
        Sample people only, without passwords, at <a href="/admin">/admin</a>:
      </p>
      <ul>
        {people.map(({ name, groups }) => (
          <li>
            {name} ({groups.length > 0 ? groups.join(', ') : 'no group'})
          </li>
        ))}
      </ul>
    </>
  );
}
