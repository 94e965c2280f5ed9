import type {Secrets} from '../../onboarding/walkthrough/draft.ts';
import type {Walkthrough} from '../../onboarding/walkthrough/create-walkthrough.ts';
import type {WalkthroughState} from '../../onboarding/walkthrough/state.ts';
import type {FormItem} from './form/form-items.ts';

/** The open page of a step: its list, or a form behind one of the list's choices. */
export type Page = 'list' | 'address' | 'new' | 'restore' | 'hotkey' | 'file';

/** The actions available to a step. */
export type WalkthroughActions = Pick<Walkthrough, 'edit' | 'confirmWords'> & {
	readonly perform: (secrets?: Secrets) => void;
	/** Show the next step. */
	readonly goForward: () => void;
	readonly turnTo: (page: Page) => void;
	/** Report which kind of form row has keyboard focus. */
	readonly focus: (kind: FormItem['kind']) => void;
	/** Ask for the words of a new key, or show them again. */
	readonly check: (isChecking: boolean) => void;
};

/** Props of every step. */
export type StepProps = {
	readonly state: WalkthroughState;
	readonly actions: WalkthroughActions;
	readonly page: Page;
	readonly isChecking: boolean;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
	readonly width: number;
	readonly height: number;
	/** Whether it has keyboard focus. */
	readonly isActive: boolean;
};
