/** A row of a file of nominations without a mistake, for a sample school of that name that the register does not have. */
export function nominationCells(name: string, urn = '900001'): Record<string, string> {
  const at = `${name.toLowerCase()}.example.org`;
  return {
    urn,
    schoolName: `Sample ${name} School`,
    yourName: `Nominator ${name}`,
    yourEmail: `maths@${at}`,
    yourRole: 'Head of mathematics',
    nomineeName: `Teacher ${name}`,
    nomineeEmail: `teacher@${at}`,
    nomineeRole: 'Teacher',
    earlyCareer: 'no',
    passion: 'Sample words about mastery.',
    workedWhere: 'both',
    trackRecord: 'Sample words about colleagues.',
    headName: `Head ${name}`,
    headEmail: `head@${at}`,
    subjectLeadAware: 'yes',
    needs: '',
  };
}

/** The same for the pair that a school sends to a Work Group. */
export function pairCells(name: string, urn = '900001'): Record<string, string> {
  return {
    ...nominationCells(name, urn),
    experience: 'Mastery Specialist',
    partnerName: `Second ${name}`,
    partnerEmail: `second@${name.toLowerCase()}.example.org`,
    partnerRole: 'Teacher',
    partnerEarlyCareer: 'No',
    partnerExperience: 'none',
    sharedMailbox: '',
    priorities: 'Planning together.',
  };
}
