package io.nekoagents.agent.action;

/** Which actions a task is done with. */
public enum ActionSpace {
    WEB,
    PHONE;

    public boolean allows(Action action) {
        return switch (action) {
            case Action.Input _, Action.Answer _, Action.Enter _, Action.Open _, Action.Press _, Action.Done _ -> true;
            case Action.Click _, Action.Select _, Action.Hover _, Action.Scroll _, Action.SelectText _, Action.Copy _ ->
                this == WEB;
            case Action.Swipe _, Action.Tap _ -> this == PHONE;
        };
    }
}
