"""办理行为 of a matter of arrears, in the order of its life: taking, ordering, collecting, ending. Declarations only."""
