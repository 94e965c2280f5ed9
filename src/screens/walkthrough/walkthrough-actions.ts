import type {Secrets} from '../../steps/walkthrough/draft.ts';
import type {Walkthrough} from '../../steps/walkthrough/create-walkthrough.ts';
import type {WalkthroughState} from '../../steps/walkthrough/state.ts';
import type {FormItem} from './form-items.ts';

/** What is open inside a step: its list, or a form behind one of the list's choices. */
export type Page = 'list' | 'address' | 'new' | 'restore' | 'hotkey' | 'file';

/** What a step can do. */
export type WalkthroughActions = Pick<Walkthrough, 'edit' | 'confirmWords'> & {
	readonly perform: (secrets?: Secrets) => void;
	/** Show the next step. */
	readonly goForward: () => void;
	readonly turnTo: (page: Page) => void;
	/** Say which kind of row of a form has the keyboard. */
	readonly focus: (kind: FormItem['kind']) => void;
	/** Ask for the words of a new key, or show them again. */
	readonly check: (isChecking: boolean) => void;
};

/** What every step is drawn from. */
export type StepProps = {
	readonly state: WalkthroughState;
	readonly actions: WalkthroughActions;
	readonly page: Page;
	readonly isChecking: boolean;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
	readonly width: number;
	readonly height: number;
	/** Whether it has the keyboard. */
	readonly isActive: boolean;
};
