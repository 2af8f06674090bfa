"""Who a person is, where they live, and how they want to hear from us."""
