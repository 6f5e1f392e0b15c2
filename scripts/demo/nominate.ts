import { expectOn } from './expect-on.ts';
import type { SampleSchool } from './sample-people.ts';
import { Visitor } from './visitor.ts';

/** Nominates a school's teacher through the form, page by page, as its head of mathematics would. */
export async function nominate(siteUrl: string, school: SampleSchool, nominator = new Visitor()): Promise<void> {
  await nominator.open(`${siteUrl}/nominate`);
  await nominator.press('Start now');
  await nominator.fill('School name', school.name).fill('School URN', school.urn).press('Continue');
  nominator.fill('Your name', school.nominator).fill('Your email address', school.nominatorEmail);
  await nominator.fill('Your role at the school', 'Head of mathematics').press('Continue');
  nominator.fill('Name of the teacher', school.teacher).fill('Email address of the teacher', school.teacherEmail);
  nominator.fill('Role of the teacher', 'Second in department').choose('No', 'early career');
  await nominator.press('Continue');
  nominator.fill('Their passion', 'Sample words about how this teacher works with representation and structure.');
  nominator.fill('Their track record', 'Sample words about planning with two other teachers every week.');
  await nominator.press('Continue');
  nominator.choose('No, somebody else is').fill('Name of the headteacher', school.head);
  nominator.fill('Email address of the headteacher', school.headEmail).choose('Yes', 'subject leader');
  await nominator.press('Continue');
  await nominator.press('Send nomination');
  expectOn(nominator, 'Nomination sent');
}
