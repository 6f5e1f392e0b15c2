import type { Page } from 'playwright-core';

export type Look = (name: string) => Promise<void>;

/** The mistakes that a page's error summary knows, each made on purpose, and then what is right. */
interface Step {
  readonly heading: RegExp;
  /** Presses “Continue” on what is there, and finds these in the summary. */
  readonly mistakes: readonly string[];
  /** Then fills in what can't be taken, and finds what the summary says of it. */
  readonly wrong?: Wrong;
  readonly answer: (page: Page) => Promise<void>;
}

interface Wrong {
  readonly answer: (page: Page) => Promise<void>;
  readonly mistakes: readonly string[];
}

const fill = (fields: Readonly<Record<string, string>>) => async (page: Page) => {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
};

const pick = (group: RegExp, label: string) => (page: Page) =>
  page.getByRole('group', { name: group }).getByLabel(label, { exact: true }).check();

const all =
  (...acts: ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const act of acts) await act(page);
  };

/** A person who is typed in as nobody is called, under no address, with a role that is a story. */
function wrongPerson(fields: { name: string; email: string; role: string }, whose: string, role: string): Wrong {
  return {
    answer: fill({
      [fields.name]: 'See www.example.org',
      [fields.email]: 'maths at example.org',
      [fields.role]: 'Teacher '.repeat(13),
    }),
    mistakes: [
      `Enter ${whose} name, without web or email addresses`,
      `Enter ${whose} email address in the correct format, like name@school.example`,
      `${role} must be 100 characters or fewer`,
    ],
  };
}

const tooLong = 'Sample words. '.repeat(110);

export interface NominationTyped {
  readonly urn: string;
  readonly school: string;
  readonly domain: string;
  readonly kind: 'lead-teacher' | 'work-group';
}

/** Every page of a form in its order, with its mistakes. */
export function stepsOf({ urn, school, domain, kind }: NominationTyped): Step[] {
  const isPair = kind === 'work-group';
  return [
    {
      heading: /^Your school$/,
      mistakes: ['Enter your school’s name or URN'],
      answer: fill({ 'School name or URN': urn }),
    },
    { heading: /your school\?$/, mistakes: ['Select your school'], answer: pick(/Your school/, school) },
    {
      heading: /^About you$/,
      mistakes: ['Enter your name', 'Enter your email address', 'Enter your role at the school'],
      wrong: wrongPerson(
        { name: 'Your name', email: 'Your email address', role: 'Your role at the school' },
        'your',
        'Your role at the school',
      ),
      answer: fill({
        'Your name': 'Sample Nominator',
        'Your email address': `maths@${domain}`,
        'Your role at the school': 'Head of mathematics',
      }),
    },
    {
      heading: /teacher (you are nominating|of the pair)$/,
      mistakes: [
        'Enter the teacher’s name',
        'Enter the teacher’s email address',
        'Enter the teacher’s role at the school',
      ],
      wrong: wrongPerson(
        { name: 'Name of the teacher', email: 'Email address of the teacher', role: 'Role of the teacher' },
        'the teacher’s',
        'The teacher’s role at the school',
      ),
      answer: fill({
        'Name of the teacher': "Sample O'Neil-Łukasz",
        'Email address of the teacher': `teacher@${domain}`,
        'Role of the teacher': 'Second in department',
      }),
    },
    {
      heading: /^Where the teacher is/,
      mistakes: ['Select whether the teacher is an early career teacher'],
      answer: all(pick(/early career/, 'No'), ...(isPair ? [pick(/Mastery Specialist or/, 'Mastery Specialist')] : [])),
    },
    ...(isPair ? pairSteps(domain) : leadTeacherSteps),
    {
      heading: /^Your headteacher$/,
      mistakes: ['Select whether you are the headteacher'],
      wrong: {
        answer: all(
          (page) => page.getByLabel('No, somebody else is').check(),
          fill({
            'Name of the headteacher': 'Sample Head',
            'Email address of the headteacher': `Teacher+maths@${domain}`,
          }),
        ),
        mistakes: ['The headteacher and the teacher each answer for themselves'],
      },
      answer: async (page) => {
        await page.getByLabel('No, somebody else is').check();
        await fill({
          'Name of the headteacher': 'Sample Head',
          'Email address of the headteacher': `head@${domain}`,
        })(page);
      },
    },
    {
      heading: /^Your subject leader$/,
      mistakes: ['Select whether the subject leader knows about this nomination'],
      answer: pick(/subject leader/, 'Yes'),
    },
    {
      heading: /^What would make it easier/,
      mistakes: [],
      wrong: {
        answer: (page) => page.getByRole('textbox').fill('Step-free access. '.repeat(30)),
        mistakes: ['What you write must be 500 characters or fewer'],
      },
      answer: (page) => page.getByRole('textbox').fill('Step-free access'),
    },
  ];
}

const leadTeacherSteps: readonly Step[] = [
  {
    heading: /^Their passion/,
    mistakes: ['Enter why the teacher has a passion for teaching for mastery'],
    wrong: {
      answer: (page) => page.getByLabel(/Why does this teacher/).fill(tooLong),
      mistakes: ['Why the teacher has a passion for teaching for mastery must be 1500 characters or fewer'],
    },
    answer: (page) => page.getByLabel(/Why does this teacher/).fill('Sample words about representation and structure.'),
  },
  {
    heading: /^Their work with other/,
    mistakes: [
      'Select where the teacher has worked with other professionals',
      'Enter the teacher’s track record of working with other professionals',
    ],
    wrong: {
      answer: (page) => page.getByLabel(/What is their track record/).fill(tooLong),
      mistakes: [
        'The teacher’s track record of working with other professionals must be 1500 characters or fewer',
        'Select where the teacher has worked with other professionals',
      ],
    },
    answer: async (page) => {
      await page.getByLabel('Both').check();
      await page.getByLabel(/What is their track record/).fill('Sample words about planning with colleagues.');
    },
  },
];

function pairSteps(domain: string): Step[] {
  return [
    {
      heading: /^The second teacher/,
      mistakes: [
        'Enter the second teacher’s name',
        'Enter the second teacher’s email address',
        'Enter the second teacher’s role at the school',
      ],
      wrong: {
        answer: fill({
          'Name of the second teacher': 'Ng Sample',
          'Email address of the second teacher': `teacher@${domain}`,
          'Role of the second teacher': 'Teacher of mathematics',
        }),
        mistakes: ['This is the other teacher’s address too'],
      },
      answer: fill({
        'Name of the second teacher': 'Ng Sample',
        'Email address of the second teacher': `partner@${domain}`,
        'Role of the second teacher': 'Teacher of mathematics',
      }),
    },
    {
      heading: /^Where the second teacher is/,
      mistakes: [
        'Select whether the second teacher is an early career teacher',
        'Select whether the second teacher is a Mastery Specialist or a Mastery Advocate',
      ],
      answer: all(pick(/early career/, 'No'), pick(/Mastery Specialist or/, 'Neither, or not that I know')),
    },
    {
      heading: /^What your department/,
      mistakes: ['Enter what your department wants to work on'],
      wrong: {
        answer: (page) => page.getByLabel(/What does your department/).fill(tooLong),
        mistakes: ['What your department wants to work on must be 1500 characters or fewer'],
      },
      answer: (page) => page.getByLabel(/What does your department/).fill('Sample words about planning together.'),
    },
  ];
}

/** Answers one page; `name` is what its pictures are called. */
export async function takeStep(page: Page, step: Step, look: Look, name: string, withMistakes: boolean): Promise<void> {
  await page.getByRole('heading', { level: 1, name: step.heading }).waitFor();
  if (withMistakes) await makeMistakes(page, step, look, name);
  await step.answer(page);
  await look(name);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** First nothing is filled in, then what can't be taken: each mistake is in the summary, as a link to its field. */
async function makeMistakes(page: Page, { mistakes, wrong }: Step, look: Look, name: string): Promise<void> {
  if (mistakes.length > 0) {
    await page.getByRole('button', { name: 'Continue' }).click();
    await seeMistakes(page, mistakes);
    await look(`${name}-errors`);
  }
  if (!wrong) return;
  await wrong.answer(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await seeMistakes(page, wrong.mistakes);
  await look(`${name}-wrong`);
}

async function seeMistakes(page: Page, mistakes: readonly string[]): Promise<void> {
  const summary = page.getByRole('alert');
  for (const mistake of mistakes) {
    const link = summary.getByRole('link', { name: mistake });
    await link.waitFor();
    const field = (await link.getAttribute('href')) ?? '';
    await page.locator(`[id="${field.slice(1)}"]`).waitFor({ state: 'attached' });
  }
}

/** Sends a form that stands at its last page: a form that came back in seconds is asked whether a person sends it. */
export async function send(page: Page, look: Look, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: /^Check your answers/ }).waitFor();
  await look(`${name}-check`);
  await page.getByRole('button', { name: 'Send nomination' }).click();
  await page
    .getByText(/Are you a person|Nomination sent/)
    .first()
    .waitFor();
  if (await page.getByText('Are you a person').count()) {
    await look(`${name}-person`);
    await page.getByLabel('Yes, I am sending').check();
    await page.getByRole('button', { name: 'Send nomination' }).click();
  }
  await page.getByRole('heading', { name: 'Nomination sent' }).waitFor();
  await look(`${name}-sent`);
}
