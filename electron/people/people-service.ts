import { createManagePeople, type ManagePeople } from './manage-people';
import { createPeopleTools, type PeopleOptions } from './people-tools';
import { createSignIn, type SignIn } from './sign-in';

/** Who may work here: signs people in, attests overrides, and keeps badges and PINs beside the record. */
export type PeopleService = SignIn & ManagePeople;

export const createPeopleService = (options: PeopleOptions): PeopleService => {
  const tools = createPeopleTools(options);
  return { ...createSignIn(tools), ...createManagePeople(tools) };
};
