export const signing = {
  title: 'How I sign',
  explain: 'Signatures of queues may ask for these. What is empty stands nowhere.',
  name: 'Name as customers read it',
  nameHint: 'Empty: {{name}}',
  jobTitle: 'Job title',
  phone: 'Telephone',
  saved: 'Your signature line is saved',
  fault: 'One line each, the name and the title of 120 characters at most, the number of 60',
} as const;
