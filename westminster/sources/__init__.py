"""Who else can say yes about a person: the Council Tax extract, lists of partners, agencies. None of them can say no."""
