import {Component, type ReactNode} from 'react';
import Notice from '../draw/Notice.tsx';

type Props = {
	/** A name for the content, such as `the list`. */
	readonly what: string;
	/** What to do about it. */
	readonly fix?: string;
	readonly onError?: (error: unknown) => void;
	readonly children?: ReactNode;
};

type State = {
	readonly error?: unknown;
};

/** Contains a rendering error in one part of a screen. Ink's own boundary would end the program. */
export default class ErrorBoundary extends Component<Props, State> {
	static getDerivedStateFromError(error: unknown): State {
		return {error};
	}

	override readonly state: State = {};

	override componentDidCatch(error: unknown): void {
		this.props.onError?.(error);
	}

	override render(): ReactNode {
		const {what, fix, children} = this.props;
		if (!('error' in this.state)) {
			return children;
		}

		const {error} = this.state;
		const message = error instanceof Error ? error.message : String(error);
		return <Notice kind="bad" message={`Cannot draw ${what}: ${message}`} fix={fix} />;
	}
}
