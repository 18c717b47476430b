"""The pages, a module for each kind of work. `staff.contents` lists them."""
