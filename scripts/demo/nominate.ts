import { expectOn } from './expect-on.ts';
import type { SamplePair } from './group-people.ts';
import type { SampleSchool } from './sample-people.ts';
import { Visitor } from './visitor.ts';

/** What every nomination says of a school and who leads it. */
type School = Pick<SampleSchool, 'name' | 'urn' | 'head' | 'headEmail' | 'nominator' | 'nominatorEmail'>;

/** Nominates a school's teacher through the form, page by page, as its head of mathematics would. */
export async function nominate(siteUrl: string, school: SampleSchool, nominator = new Visitor()): Promise<void> {
  await fillForm(siteUrl, school, nominator);
  await sendForm(nominator);
}

/** Fills the form and stops at its last page, where everything stands to be checked. */
export async function fillForm(siteUrl: string, school: SampleSchool, nominator: Visitor): Promise<void> {
  await begin(nominator, siteUrl, 'Secondary Mastery Specialist', school);
  nominator.fill('Name of the teacher', school.teacher).fill('Email address of the teacher', school.teacherEmail);
  await nominator.fill('Role of the teacher', 'Second in department').press('Continue');
  await nominator.choose('No', 'early career').press('Continue');
  nominator.fill('Why does this teacher', 'Sample words about how this teacher works with structure.');
  await nominator.press('Continue');
  nominator.choose('Both').fill('What is their track record', 'Sample words about planning with two other teachers.');
  await nominator.press('Continue');
  await fillEnd(nominator, school);
}

/** Nominates a school's pair for its Work Group, through the same form. */
export async function nominatePair(siteUrl: string, pair: SamplePair, nominator = new Visitor()): Promise<void> {
  const [first, second] = pair.members;
  await begin(nominator, siteUrl, 'Secondary Work Group', pair);
  nominator.fill('Name of the teacher', first.name).fill('Email address of the teacher', first.email);
  await nominator.fill('Role of the teacher', 'Head of mathematics').press('Continue');
  await nominator.choose('No', 'early career').choose(first.brings, 'Mastery Specialist or').press('Continue');
  nominator.fill('Name of the second teacher', second.name).fill('Email address of the second teacher', second.email);
  await nominator.fill('Role of the second teacher', 'Teacher of mathematics').press('Continue');
  await nominator.choose('No', 'early career').choose(second.brings, 'Mastery Specialist or').press('Continue');
  await nominator.fill('What does your department', 'Sample words about planning together.').press('Continue');
  await fillEnd(nominator, pair);
  await sendForm(nominator);
}

async function begin(nominator: Visitor, siteUrl: string, programme: string, school: School): Promise<void> {
  await nominator.open(`${siteUrl}/nominate`);
  if (nominator.text.includes('Which programme')) nominator.choose(programme);
  await nominator.press('Start now');
  await chooseSchool(nominator, school);
  nominator.fill('Your name', school.nominator).fill('Your email address', school.nominatorEmail);
  await nominator.fill('Your role at the school', 'Head of mathematics').press('Continue');
}

async function fillEnd(nominator: Visitor, school: School): Promise<void> {
  nominator.choose('No, somebody else is').fill('Name of the headteacher', school.head);
  await nominator.fill('Email address of the headteacher', school.headEmail).press('Continue');
  await nominator.choose('Yes', 'subject leader').press('Continue');
  await nominator.press('Continue');
}

async function sendForm(nominator: Visitor): Promise<void> {
  await nominator.press('Send nomination');
  // Faster than anybody types: the form asks whether a person sends it.
  if (nominator.text.includes('Are you a person')) await nominator.choose('Yes, I am').press('Send nomination');
  expectOn(nominator, 'Nomination sent');
}

/** By its URN; a school that the sample register lacks is entered by hand. */
async function chooseSchool(nominator: Visitor, { name, urn }: School): Promise<void> {
  await nominator.fill('School name or URN', urn).press('Continue');
  if (nominator.text.includes('your school?')) {
    await nominator.choose(name).press('Continue');
    return;
  }
  await nominator.follow('My school is not in the register');
  await nominator.fill('School name', name).fill('School URN', urn).press('Continue');
  await nominator.follow('Continue all the same');
}
